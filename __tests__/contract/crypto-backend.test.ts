import { backend as node } from '../../src/crypto/backend/node/node-backend.js';
import { backend as web } from '../../src/crypto/backend/web/web-backend.js';
import { describeCryptoBackend } from './crypto-backend.js';

describeCryptoBackend(node, web);
describeCryptoBackend(web, node);
