/** A reason to stop that the operator can act on: one sentence, shown as it stands and without a stack trace. */
export class Refusal extends Error {}
