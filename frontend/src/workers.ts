// Workers under the policy of the pages: only scripts of this build may become one.
// `import url from "./forces.ts?worker&url"` names the script, `ownWorker(url)` starts it.

interface Policy {
  createScriptURL(address: string): string;
}

interface TrustedTypes {
  createPolicy(name: "kg", rules: Policy): Policy;
}

const HERE = new URL(".", import.meta.url).href;

function checked(address: string): string {
  const whole = new URL(address, HERE).href;
  if (!whole.startsWith(HERE)) throw new TypeError(`Not a script of ours: ${address}`);
  return whole;
}

// A page has one policy of a name, and this module is once in a page. Browsers without trusted types need none.
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
const policy: Policy = trustedTypes?.createPolicy("kg", { createScriptURL: checked }) ?? { createScriptURL: checked };

/** Start a worker of this build. */
export function ownWorker(address: string): Worker {
  return new Worker(policy.createScriptURL(address), { type: "module" });
}
