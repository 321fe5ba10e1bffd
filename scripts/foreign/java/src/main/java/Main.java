import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** AWS SDK for Java v2: the endpoint comes from AWS_ENDPOINT_URL_KMS. */
public class Main {
  public static void main(String[] arguments) {
    try (KmsClient kms = KmsClient.create()) {
      var key = kms.createKey().keyMetadata();
      check(Duration.between(key.creationDate(), Instant.now()).abs().toMinutes() < 1, "creation date");
      var plaintext = SdkBytes.fromUtf8String("Patient 4711");
      var sealed = kms.encrypt(request -> request.keyId(key.keyId()).plaintext(plaintext)).ciphertextBlob();
      check(kms.decrypt(request -> request.ciphertextBlob(sealed)).plaintext().equals(plaintext), "plaintext");
      try {
        kms.describeKey(request -> request.keyId("alias/none"));
        check(false, "found a key that is not there");
      } catch (NotFoundException refused) {
        check(
            refused.awsErrorDetails().errorMessage()
                .equals("Alias arn:aws:kms:us-east-1:000000000000:alias/none is not found."),
            refused.getMessage());
      }
      kms.disableKey(request -> request.keyId(key.keyId()));
      System.out.println("aws-sdk-java " + VersionInfo.SDK_VERSION);
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) throw new AssertionError(what);
  }
}
