import { redirect } from "next/navigation";
import type { z } from "zod";
import { closedCycle } from "@/rules/cycles";
import type { Role } from "@/rules/permissions";
import { misshapen, type Violation, type ViolationCode } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { Conflict, CycleClosed } from "@/server/errors";
import { currentMessages } from "@/server/locale";
import type { Result } from "@/server/result";
import type { FormState } from "@/ui/form-state";
import { atTheEdge, requireActor, requireOwnOrigin } from "./edge";
import { conflictState, formState, typedValues } from "./form-words";

/** What has to be done with a form before it is parsed; what is wrong already. */
type Prepare = (actor: Actor, form: FormData, now: Date) => Promise<Violation[]>;
type UseCase<Input, Output> = (actor: Actor, input: Input, now: Date) => Promise<Result<Output>>;

/**
 * A server action of one role, or of each of several: binds a form to a use case, and nothing more. It is a public endpoint,
 * so it asks for the session, the role and our own origin itself; the use case asks for the permission.
 * @param to the page that follows when it is done
 */
export function roleAction<Input, Output>(
  role: Role | readonly Role[],
  schema: z.ZodType<Input>,
  useCase: UseCase<Input, Output>,
  to: (value: Output, input: Input, actor: Actor) => string,
  prepare?: Prepare,
) {
  return async (_before: FormState, form: FormData): Promise<FormState> => {
    const actor = await requireActor(role);
    await requireOwnOrigin();
    const now = businessNow();
    const unfit = (await prepare?.(actor, form, now).catch(atTheEdge)) ?? [];
    if (unfit.length > 0) return formState(await currentMessages(), unfit, typedValues(form));
    const answer = await answerForm(form, schema, (input) => useCase(actor, input, now));
    if (!answer.ok) return answer.state;
    redirect(to(answer.value, answer.input, actor));
  };
}

type Answer<Input, Output> = { ok: true; value: Output; input: Input } | { ok: false; state: FormState };

/** Parses a form and asks the use case; everything that a person can mend comes back as a state of the form. */
export async function answerForm<Input, Output>(
  form: FormData,
  schema: z.ZodType<Input>,
  ask: (input: Input) => Promise<Result<Output>>,
): Promise<Answer<Input, Output>> {
  const messages = await currentMessages();
  const values = typedValues(form);
  // The schema sees every text, the state of the form only what may go back to the browser.
  const parsed = schema.safeParse(textsOf(form));
  if (!parsed.success) return { ok: false, state: formState(messages, shapeViolations(parsed.error), values) };
  try {
    const result = await ask(parsed.data);
    if (!result.ok) return { ok: false, state: formState(messages, result.violations, values) };
    return { ok: true, value: result.value, input: parsed.data };
  } catch (error) {
    if (error instanceof Conflict) return { ok: false, state: conflictState(messages, error, values) };
    if (error instanceof CycleClosed) return { ok: false, state: formState(messages, [closedCycle()], values) };
    return atTheEdge(error);
  }
}

/** Every text by its name; boxes of one name that are ticked together come as a list. */
function textsOf(form: FormData): Record<string, string | string[]> {
  const texts = new Map<string, string | string[]>();
  for (const [name, value] of form) {
    if (typeof value !== "string") continue;
    const before = texts.get(name);
    texts.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(texts);
}

/** Our schemas give a code as the message of each issue; one word a field is enough. */
function shapeViolations(error: z.ZodError): Violation[] {
  const byField = new Map<string, Violation>();
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? "");
    if (!byField.has(field)) byField.set(field, misshapen(issue.message as ShapeCode, field));
  }
  return [...byField.values()];
}

type ShapeCode = Extract<ViolationCode, Parameters<typeof misshapen>[0]>;
