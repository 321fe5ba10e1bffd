import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** Keeps invoices in a bucket. How they are encrypted is the bucket's affair. */
export class Invoices {
  readonly #s3: S3Client;
  readonly #Bucket: string;

  constructor(s3: S3Client, bucket: string) {
    this.#s3 = s3;
    this.#Bucket = bucket;
  }

  async put(number: string, text: string): Promise<void> {
    await this.#s3.send(new PutObjectCommand({ Bucket: this.#Bucket, Key: keyOf(number), Body: text }));
  }

  async get(number: string): Promise<string> {
    const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket: this.#Bucket, Key: keyOf(number) }));
    return (await Body?.transformToString()) ?? '';
  }
}

function keyOf(number: string): string {
  return `invoices/${number}.txt`;
}
