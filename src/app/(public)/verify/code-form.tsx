import type { Messages } from "@/messages";
import { Button } from "@/ui/button";

/**
 * Asks for a code; works without JavaScript, and the answer is a page of its own.
 * @param typed what was typed and opened nothing, to be compared with the certificate and mended
 */
export function CodeForm({ typed, messages: { certificates } }: { typed?: string; messages: Messages }) {
  const { verify } = certificates;
  return (
    <form method="get" action="/verify">
      <label htmlFor="code" className="font-semibold">
        {verify.code}
      </label>
      <p id="code-hint" className="text-sm text-soft">
        {verify.hint}
      </p>
      <input
        id="code"
        name="code"
        required
        defaultValue={typed}
        maxLength={80}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        aria-describedby="code-hint"
        className="mt-1 mb-3 block min-h-11 w-full rounded-md border border-edge bg-paper px-3 py-2 text-base tabular-nums"
      />
      <Button>{verify.submit}</Button>
    </form>
  );
}
