import { z } from "zod";
import { parseCalendarDate } from "@/rules/calendar";
import { publicKeyOf } from "./multikey";

/** Left empty in an .env file, it is not set. */
const optional = <Setting extends z.ZodType>(setting: Setting) =>
  z.preprocess((text) => (text === "" ? undefined : text), setting.optional());

/** 32 bytes, in base64 with nothing around them. */
const Key = z.string().refine((key) => Buffer.from(key, "base64").length === 32, "32 bytes in base64 are needed");

const Instant = z.iso.datetime({ offset: true });

/** A calendar date, or an instant with its zone. */
export const BusinessDate = z
  .string()
  .refine(
    (text) => parseCalendarDate(text) !== null || Instant.safeParse(text).success,
    "a calendar date is needed, or an instant such as 2020-01-15T23:59:30+08:00",
  );

const Environment = z
  .object({
    /** Where the application signs in to PostgreSQL: as a role that owns nothing. */
    APP_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    DATABASE_CONNECTIONS: z.coerce.number().int().min(1).max(200).default(16),
    /** Signs the sessions. */
    AUTH_SECRET: z.string().min(32),
    /** 32 bytes, base64: encrypts ID numbers, keys their hashes. */
    DATA_KEY: Key,
    /** The seed of the Ed25519 key, 32 bytes, base64: signs certificates. */
    SIGNING_KEY: Key,
    /** Public keys that signed before this one, as multikeys: what they signed stays valid. */
    SIGNING_KEYS_BEFORE: z
      .string()
      .default("")
      .transform((text) => text.split(",").flatMap((key) => key.trim() || []))
      .refine((keys) => keys.every((key) => publicKeyOf(key) !== null), "public keys such as z6Mk… are needed"),
    /** The one address under which people open the site, e.g. https://xfyh.example.cn */
    PUBLIC_ORIGIN: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin),
    /** The folder that keeps the scans. */
    DATA_DIR: z.string().min(1),
    /** How many proxies of ours stand in front and add to X-Forwarded-For. */
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(9).default(0),
    /** Demo and tests only: the date that the bank takes for today, or the instant at which its time begins. */
    BUSINESS_DATE: BusinessDate.optional(),
    /** Who takes e-mail on, e.g. smtps://user:password@smtp.example.cn:465, and the address that it is sent from. */
    SMTP_URL: optional(z.url({ protocol: /^smtps?$/, hostname: /./ })),
    MAIL_FROM: optional(z.email()),
  })
  .refine(({ SMTP_URL, MAIL_FROM }) => (SMTP_URL === undefined) === (MAIL_FROM === undefined), {
    path: ["SMTP_URL, MAIL_FROM"],
    message: "both are needed for e-mail, or neither",
  });

export type Environment = z.output<typeof Environment>;

let read: Environment | undefined;

/**
 * The settings, read once.
 * @throws Error naming every setting that is missing or wrong, in one sentence
 */
export function environment(): Environment {
  if (!read) {
    const parsed = Environment.safeParse(process.env);
    if (!parsed.success) {
      const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".")} (${issue.message})`);
      throw new Error(`These settings are missing or wrong: ${[...new Set(wrong)].join(", ")}.`);
    }
    read = parsed.data;
  }
  return read;
}
