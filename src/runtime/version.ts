/** The version of this package, for messages. */
export const VERSION = '0.1.0';
