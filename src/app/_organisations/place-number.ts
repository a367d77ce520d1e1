import { notFound } from "next/navigation";
import { z } from "zod";

const Number32 = z.coerce.number().int().positive().max(2_147_483_647);

/** The number of an organisation or an account in the address of its page. */
export async function numberIn(params: Promise<Record<string, string>>): Promise<number> {
  const parsed = Number32.safeParse((await params).id);
  return parsed.success ? parsed.data : notFound();
}

/** One in the query of a page; what makes no sense there is ignored. */
export const optionalNumber = Number32.optional().catch(undefined);
