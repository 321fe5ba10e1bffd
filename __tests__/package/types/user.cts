// The same from CommonJS, where the compiler reads the other declarations.
import sdk = require('@aws-sdk/client-kms');
import localkms = require('localkms');

const client = new sdk.KMSClient({});
client.middlewareStack.use(localkms.localKms());
