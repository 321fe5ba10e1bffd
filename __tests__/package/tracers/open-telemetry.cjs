// OpenTelemetry wraps the SDK itself, with and without the whole stack.
const { deepEqual } = require('node:assert/strict');
const { registerInstrumentations } = require('@opentelemetry/instrumentation');
const { AwsInstrumentation } = require('@opentelemetry/instrumentation-aws-sdk');
const { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } = require('@opentelemetry/sdk-trace-node');

const exporter = new InMemorySpanExporter();
const tracerProvider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
tracerProvider.register();
registerInstrumentations({ tracerProvider, instrumentations: [new AwsInstrumentation()] });

const { EncryptCommand, KMSClient } = require('@aws-sdk/client-kms');
const { localKms } = require('localkms');

async function main() {
  for (const wholeStack of [false, true]) {
    exporter.reset();
    const kms = localKms({ wholeStack, keys: [{ Alias: 'alias/orders' }] });
    const client = kms.attach(new KMSClient({ region: 'us-east-1' }));
    await client.send(new EncryptCommand({ KeyId: 'alias/orders', Plaintext: new Uint8Array([1]) }));
    const told = exporter
      .getFinishedSpans()
      .map(({ name, attributes }) => [name, attributes['aws.request.id'], attributes['http.response.status_code']]);
    deepEqual(told, [['KMS.Encrypt', kms.calls()[0].requestId, 200]]);
  }
}

main();
