import { backend as node } from '../../src/crypto/backend/node/index.js';
import { backend as web } from '../../src/crypto/backend/web/index.js';
import { describeCryptoBackend } from './crypto-backend.js';

describeCryptoBackend(node, web);
describeCryptoBackend(web, node);
