import type { CycleName } from "@/ledger/cycle-policy";
import type { Messages } from "@/messages";
import { Choices } from "@/ui/choices";

/** Links to the same page of another cycle; nothing where there is only one. */
export function CycleSwitch({
  cycles,
  current,
  href,
  messages,
}: {
  cycles: readonly CycleName[];
  current: number | null;
  href: (cycle: CycleName) => string;
  messages: Messages;
}) {
  if (cycles.length < 2) return null;
  return (
    <Choices
      label={messages.policies.switchLabel}
      choices={cycles.map((cycle) => ({ text: cycle.name, href: href(cycle), current: cycle.id === current }))}
    />
  );
}
