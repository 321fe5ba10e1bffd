/**
 * A value of the SDK's types once it is validated: it is read only, and what AWS requires is there. The SDK types such
 * members as `KeyId: string | undefined`, because it leaves it to the service to refuse their absence.
 */
export type Validated<Value> = Value extends Uint8Array | Date
  ? Value
  : Value extends readonly (infer Item)[]
    ? readonly Validated<Item>[]
    : Value extends object
      ? {
          readonly [M in keyof Value]: Partial<Pick<Value, M>> extends Pick<Value, M>
            ? Validated<Value[M]>
            : Validated<Exclude<Value[M], undefined>>;
        }
      : Value;
