/**
 * One record of CloudTrail, as it is in `Records` of a log file; its members come in this order.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html
 */
export interface CloudTrailRecord {
  /** Of the log's format. Always `1.11`, as AWS writes it since 2025. */
  readonly eventVersion: string;
  /** Who called. */
  readonly userIdentity: UserIdentity;
  /** UTC, to the second, by the clock of the world: `2026-05-18T05:41:19Z`. */
  readonly eventTime: string;
  /** Always `kms.amazonaws.com`. */
  readonly eventSource: string;
  /** The operation, or what AWS KMS did by itself: `Decrypt`, `RotateKey`. */
  readonly eventName: string;
  /** The Region of the call. */
  readonly awsRegion: string;
  /** The value of `aws:SourceIp`, else `127.0.0.1`; the DNS name of the AWS service that called; `AWS Internal`. */
  readonly sourceIPAddress: string;
  /** The value of `aws:UserAgent`, else `aws-sdk-js/3`; the DNS name of the AWS service that called; `AWS Internal`. */
  readonly userAgent: string;
  /** The name of the exception; `AccessDenied` for AccessDeniedException. Absent where the call succeeded. */
  readonly errorCode?: string;
  /** The exception's message; absent where AWS sends none. */
  readonly errorMessage?: string;
  /** What was asked, without what is secret or large: the names of members begin with a small letter. */
  readonly requestParameters: Readonly<Record<string, unknown>> | null;
  /** What was answered, of operations that change something. */
  readonly responseElements: Readonly<Record<string, unknown>> | null;
  /** Ids of key materials, grants, key stores; what an attestation document says. Absent where there is none. */
  readonly additionalEventData?: Readonly<Record<string, unknown>>;
  /** `$metadata.requestId` of the answer; absent in events of AWS KMS itself. */
  readonly requestID?: string;
  /** UUID, of this record alone. `CloudTrailEventId` of GetKeyLastUsage is that of the record of the key's account. */
  readonly eventID: string;
  /** Cryptographic operations count as reading, although IAM counts them as writing. */
  readonly readOnly: boolean;
  /** Keys and aliases; absent for operations on custom key stores, and where the call found none. */
  readonly resources?: readonly EventResource[];
  /** `AwsServiceEvent`: what AWS KMS did by itself. */
  readonly eventType: 'AwsApiCall' | 'AwsServiceEvent';
  /** Always true: AWS KMS writes no data events. */
  readonly managementEvent: true;
  /** The account in whose log the record is. */
  readonly recipientAccountId: string;
  /** The same in both accounts' records of one call, and in calls of AWS services. */
  readonly sharedEventID?: string;
  /** Of an `AwsServiceEvent`. */
  readonly serviceEventDetails?: Readonly<Record<string, unknown>>;
  /** `vpce-…`; `AWS Internal` where an AWS service called on somebody's behalf. */
  readonly vpcEndpointId?: string;
  readonly vpcEndpointAccountId?: string;
  /** Always `Management`. */
  readonly eventCategory: 'Management';
  /** Absent for calls of AWS services. */
  readonly tlsDetails?: {
    readonly tlsVersion: string;
    readonly cipherSuite: string;
    readonly clientProvidedHostHeader: string;
    readonly keyExchange: string;
  };
}

/** The alias of an alias operation has the type of a key, too: so AWS writes it. */
export interface EventResource {
  readonly accountId: string;
  readonly type: 'AWS::KMS::Key';
  readonly ARN: string;
}

/**
 * Who called. What only AWS knows (unique ids, access key ids) is made of the caller's ARN, and ends in `EXAMPLE`.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export interface UserIdentity {
  /** `AWSAccount`: a principal of another account, in the log of the key's account. Absent for AWS KMS itself. */
  readonly type?: 'Root' | 'IAMUser' | 'AssumedRole' | 'FederatedUser' | 'AWSAccount' | 'AWSService';
  /** `AIDA…` of a user, `AROA…:<session name>` of a session, the account id of root. */
  readonly principalId?: string;
  readonly arn?: string;
  readonly accountId?: string;
  readonly accessKeyId?: string;
  readonly userName?: string;
  readonly sessionContext?: SessionContext;
  /** The AWS service that called on behalf of the caller; `AWS Internal`. */
  readonly invokedBy?: string;
}

export interface SessionContext {
  /** The role; of a federated user nobody knows which user it comes from, so it is absent there. */
  readonly sessionIssuer?: {
    readonly type: 'Role';
    readonly principalId: string;
    readonly arn: string;
    readonly accountId: string;
    readonly userName: string;
  };
  readonly attributes: {
    /** The value of `aws:TokenIssueTime`, else the hour in which the call came. */
    readonly creationDate: string;
    /** The value of `aws:MultiFactorAuthPresent`, else `false`. */
    readonly mfaAuthenticated: string;
  };
}
