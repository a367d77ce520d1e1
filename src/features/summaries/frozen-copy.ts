import { createHash, randomBytes } from "node:crypto";
import type { CalendarDate } from "@/rules/calendar";
import { maskIdentityNumber } from "@/rules/identity";
import { canonicalJson, type SummaryLine, type SummaryRow, type SummarySource } from "@/rules/summary-tables";
import type { Tx } from "@/server/db";
import { openBytes, sealBytes } from "@/server/identity-vault";
import { type Statement, sql } from "@/server/sql";

/** All that a closing freezes. Which table and which closing it is stands within, so that no copy can stand for another. */
interface FrozenContent {
  tableId: string;
  seq: number;
  source: SummarySource;
  unit: { id: number; name: string };
  superior: { id: number; name: string };
  round: { id: number; fromYear: number; toYear: number };
  number: number;
  closedOn: CalendarDate;
  lines: readonly SummaryLine[];
}

const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

/** Seals what is frozen. With a number drawn for it alone, so that few rows can't be guessed from their hash. */
export function freeze(content: FrozenContent): { sealed: Buffer; hash: Buffer } {
  const nonce = randomBytes(16).toString("hex");
  const bytes = Buffer.from(canonicalJson({ nonce, ...content }), "utf8");
  return { sealed: sealBytes(bytes), hash: sha256(bytes) };
}

/** What a table froze when it was closed last, with ID numbers in the clear. */
export interface FrozenCopy {
  tableId: string;
  number: number;
  superiorName: string;
  lines: SummaryLine[];
  /** Is it what was frozen: its seal whole, its hash right, its table this one? */
  intact: boolean;
}

interface KeptCopy {
  tableId: string;
  seq: number;
  number: number;
  sealed: Buffer;
  hash: Buffer;
}

/** The last copies of the tables `t` that a condition means, the first number first. */
export async function readCopies(tx: Tx, which: Statement): Promise<FrozenCopy[]> {
  const kept = await tx.rows<KeptCopy>(sql`
    select distinct on (t.number, t.id) k.table_id as "tableId", k.seq, t.number, k.sealed, k.hash
    from summary_tables t join summary_copies k on k.city_id = t.city_id and k.table_id = t.id
    where ${which} order by t.number, t.id, k.seq desc`);
  return kept.map(openCopy);
}

function openCopy({ tableId, seq, number, sealed, hash }: KeptCopy): FrozenCopy {
  const opened = unsealed(sealed);
  if (opened === null) return { tableId, number, superiorName: "", lines: [], intact: false };
  const { content, bytes } = opened;
  const own = content.tableId === tableId && content.seq === seq && content.number === number;
  const intact = own && sha256(bytes).equals(hash);
  return { tableId, number, superiorName: content.superior.name, lines: [...content.lines], intact };
}

/** Null when what is kept was changed: the seal tells. */
function unsealed(sealed: Uint8Array): { content: FrozenContent; bytes: Buffer } | null {
  try {
    const bytes = openBytes(sealed);
    return { content: JSON.parse(bytes.toString("utf8")) as FrozenContent, bytes };
  } catch {
    return null;
  }
}

/** As it is shown in a page: only what leaves the house as a document names ID numbers in full. */
export const maskLine = ({ change, row, before }: SummaryLine): SummaryLine => ({
  change,
  row: maskRow(row),
  before: before && maskRow(before),
});

function maskRow(row: SummaryRow): SummaryRow {
  const { identity } = row.cells;
  return typeof identity === "string"
    ? { ...row, cells: { ...row.cells, identity: maskIdentityNumber(identity) } }
    : row;
}
