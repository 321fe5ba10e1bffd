import { type Check, members, oneOfTexts, trueOrFalse } from '../options/checks.js';
import { type LocalKmsOptions, OPTION_CHECKS } from '../options/options.js';
import { type Environment, environment } from '../runtime/environment.js';
import { optionsOfFile } from './config-file.js';

/** What a configuration file may export: the options of `localKms`, and these. */
export interface AutoOptions extends LocalKmsOptions {
  /**
   * What becomes of a call of a KMS client that localkms could not reach, such as one whose SDK a bundler has put into the
   * program: it fails, or passes to AWS. Default: `error`.
   */
  readonly onUnreached?: 'error' | 'passthrough';
  /** Leaves out the line on stderr that says that clients are answered locally. Default: false. */
  readonly quiet?: boolean;
}

const checkAutoOptions: Check = members<AutoOptions>({
  ...OPTION_CHECKS,
  onUnreached: oneOfTexts(['error', 'passthrough']),
  quiet: trueOrFalse,
});

/** Environment variables, and the option that the text of each stands for. */
const VARIABLES: Readonly<Record<string, (text: string) => Readonly<Record<string, unknown>>>> = {
  LOCALKMS_REGION: (region) => ({ region }),
  LOCALKMS_ACCOUNT_ID: (accountId) => ({ accountId }),
  LOCALKMS_PRINCIPAL: (principal) => ({ caller: { principal } }),
  LOCALKMS_CLOCK: (clock) => ({ clock }),
  LOCALKMS_RANDOM_SEED: (randomSeed) => ({ randomSeed }),
  LOCALKMS_CALLS: (text) => ({ calls: literal(text) }),
  LOCALKMS_TRANSITION_DELAY: (text) => ({ transitionDelay: literal(text) }),
  LOCALKMS_ON_UNHANDLED: (onUnhandled) => ({ onUnhandled }),
  LOCALKMS_ON_UNREACHED: (onUnreached) => ({ onUnreached }),
  LOCALKMS_QUIET: (text) => ({ quiet: literal(text) }),
  LOCALKMS_WHOLE_STACK: (text) => ({ wholeStack: literal(text) }),
  LOCALKMS_ALLOW_IN_PRODUCTION: (text) => ({ allowInProduction: literal(text) }),
};

/**
 * Options of the world that `localkms/auto` and `localkms/register` make: those of the configuration file (the one that
 * `LOCALKMS_CONFIG` names, else `localkms.config.{json,mjs,cjs,js}` in the working directory), and over them those of
 * the variables `LOCALKMS_REGION`, `_ACCOUNT_ID`, `_PRINCIPAL`, `_CLOCK`, `_RANDOM_SEED`, `_CALLS`, `_TRANSITION_DELAY`,
 * `_ON_UNHANDLED`, `_ON_UNREACHED`, `_QUIET`, `_WHOLE_STACK` and `_ALLOW_IN_PRODUCTION`. An empty variable counts as none.
 * A browser has neither.
 * @param file of the command's `--config`, in place of the one that `LOCALKMS_CONFIG` names
 * @throws TypeError for an option that cannot be, naming the file or the variable
 * @throws Error for a file that cannot be loaded
 */
export function autoOptions(file?: string): AutoOptions {
  const variables = environment() ?? {};
  const by = file === undefined ? 'LOCALKMS_CONFIG' : '--config';
  const ofFile = optionsOfFile(checkAutoOptions, by, file ?? (variables.LOCALKMS_CONFIG || undefined));
  return { ...ofFile, ...optionsOfVariables(variables) };
}

function optionsOfVariables(variables: Environment): AutoOptions {
  let options: AutoOptions = {};
  for (const [variable, optionsOf] of Object.entries(VARIABLES)) {
    const text = variables[variable];
    if (text === undefined || text === '') continue;
    const added = optionsOf(text);
    checkAutoOptions(added, `${variable}: options`);
    options = { ...options, ...added };
  }
  return options;
}

/** A number, true or false; what is neither is left to the check. */
function literal(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^\d+$/.test(text) ? Number(text) : text;
}
