import type { Messages } from "@/messages";

/** The words of slips.tsx, which runs in the browser, too: texts alone can go there. */
export function slipWords({ organisations: { slipsTitle, slipsHint, mailed, notMailed, print, slip } }: Messages) {
  const { heading, password, until, note } = slip;
  return { slipsTitle, slipsHint, mailed, notMailed, print, slip: { heading, password, until, note } };
}
