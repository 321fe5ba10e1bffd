// AWS SDK for Go v2: the endpoint comes from AWS_ENDPOINT_URL_KMS.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
)

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func main() {
	ctx := context.Background()
	client := kms.NewFromConfig(must(config.LoadDefaultConfig(ctx)))
	key := must(client.CreateKey(ctx, &kms.CreateKeyInput{})).KeyMetadata
	if time.Since(*key.CreationDate) > time.Minute {
		log.Fatal("creation date ", key.CreationDate)
	}
	plaintext := []byte("Patient 4711")
	sealed := must(client.Encrypt(ctx, &kms.EncryptInput{KeyId: key.KeyId, Plaintext: plaintext}))
	opened := must(client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed.CiphertextBlob}))
	if !bytes.Equal(opened.Plaintext, plaintext) {
		log.Fatal("decrypted to ", opened.Plaintext)
	}
	_, err := client.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: aws.String("alias/none")})
	var notFound *types.NotFoundException
	if !errors.As(err, &notFound) || notFound.ErrorMessage() != "Alias arn:aws:kms:us-east-1:000000000000:alias/none is not found." {
		log.Fatal("not refused as AWS does: ", err)
	}
	must(client.DisableKey(ctx, &kms.DisableKeyInput{KeyId: key.KeyId}))
	var disabled *types.DisabledException
	_, err = client.Encrypt(ctx, &kms.EncryptInput{KeyId: key.KeyId, Plaintext: plaintext})
	if !errors.As(err, &disabled) {
		log.Fatal("not refused as AWS does: ", err)
	}
	fmt.Println("aws-sdk-go-v2", aws.SDKVersion)
}
