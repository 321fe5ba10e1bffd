import { checkOptions, type LocalKmsOptions } from '../options/options.js';
import { type Environment, environment } from '../runtime/environment.js';
import { optionsOfFile } from './config-file.js';

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
  LOCALKMS_ALLOW_IN_PRODUCTION: (text) => ({ allowInProduction: literal(text) }),
};

/**
 * Options of the world that `localkms/auto` and `localkms/register` make: those of the configuration file (the one that
 * `LOCALKMS_CONFIG` names, else `localkms.config.{json,mjs,cjs,js}` in the working directory), and over them those of
 * the variables `LOCALKMS_REGION`, `_ACCOUNT_ID`, `_PRINCIPAL`, `_CLOCK`, `_RANDOM_SEED`, `_CALLS`, `_TRANSITION_DELAY`,
 * `_ON_UNHANDLED` and `_ALLOW_IN_PRODUCTION`. An empty variable counts as none. A browser has neither.
 * @throws TypeError for an option that cannot be, naming the file or the variable
 * @throws Error for a file that cannot be loaded
 */
export function autoOptions(): LocalKmsOptions {
  const variables = environment() ?? {};
  return { ...optionsOfFile(variables.LOCALKMS_CONFIG || undefined), ...optionsOfVariables(variables) };
}

function optionsOfVariables(variables: Environment): LocalKmsOptions {
  let options: LocalKmsOptions = {};
  for (const [variable, optionsOf] of Object.entries(VARIABLES)) {
    const text = variables[variable];
    if (text === undefined || text === '') continue;
    const added = optionsOf(text);
    checkOptions(added, `${variable}: options`);
    options = { ...options, ...added };
  }
  return options;
}

/** A number, true or false; what is neither is left to the check. */
function literal(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^\d+$/.test(text) ? Number(text) : text;
}
