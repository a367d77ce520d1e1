import Link from "next/link";
import type { ComponentProps } from "react";

export type ButtonTone = "primary" | "plain" | "danger";

const SHAPE =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-md border px-4 py-2 text-center no-underline select-none " +
  "aria-disabled:cursor-not-allowed aria-disabled:opacity-60 disabled:cursor-not-allowed disabled:opacity-60";

const TONES: Record<ButtonTone, string> = {
  primary: "border-accent bg-accent text-white hover:bg-accent-deep hover:text-white",
  plain: "border-accent bg-paper text-accent hover:bg-accent-soft",
  danger: "border-bad bg-paper text-bad hover:bg-bad-soft",
};

const classes = (tone: ButtonTone, more = "") => `${SHAPE} ${TONES[tone]} ${more}`;

/** A button; one primary a page. */
export function Button({
  tone = "primary",
  className,
  type = "submit",
  ...props
}: ComponentProps<"button"> & { tone?: ButtonTone }) {
  return <button {...props} type={type} className={classes(tone, className)} />;
}

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function LinkButton({
  tone = "primary",
  className,
  ...props
}: ComponentProps<typeof Link> & { tone?: ButtonTone }) {
  return <Link prefetch={false} {...props} className={classes(tone, className)} />;
}
