// A library with a copy of the SDK of its own, older than the program's.
const { CreateKeyCommand, KMSClient } = require('@aws-sdk/client-kms');

exports.KMSClient = KMSClient;

exports.newKeyId = async () => (await new KMSClient({}).send(new CreateKeyCommand({}))).KeyMetadata.KeyId;
