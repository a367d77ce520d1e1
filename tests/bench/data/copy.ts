import { once } from "node:events";
import pg from "pg";
import { type CopyStreamQuery, from } from "pg-copy-streams";

export type Cell = string | number | boolean | null | readonly (string | number)[] | Buffer;
export type Row = Readonly<Record<string, Cell>>;

const CHUNK = 128 * 1024;

interface Target {
  client: pg.Client;
  stream: CopyStreamQuery;
  columns: readonly string[];
  waiting: string;
  full: boolean;
}

/** Rows for several tables at once, each on its way through a COPY of its own; what is not sent yet is a few chunks. */
export class CopySink {
  private readonly targets = new Map<string, Target>();
  private failure: Error | undefined;

  /** @param tables each table's columns; triggers and foreign keys rest meanwhile, so the database must be ours alone */
  static async open(url: string, tables: Readonly<Record<string, readonly string[]>>): Promise<CopySink> {
    const sink = new CopySink();
    for (const [table, columns] of Object.entries(tables)) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query("set session_replication_role = replica");
      const stream = client.query(from(`copy ${table} (${columns.join(", ")}) from stdin`));
      stream.on("error", (error: Error) => {
        sink.failure ??= new Error(`${table}: ${error.message}`, { cause: error });
      });
      sink.targets.set(table, { client, stream, columns, waiting: "", full: false });
    }
    return sink;
  }

  add(table: string, row: Row): void {
    const target = this.targets.get(table);
    if (!target) throw new Error(`no COPY into ${table} is open`);
    let between = "";
    for (const column of target.columns) {
      target.waiting += between + written(row[column]);
      between = "\t";
    }
    target.waiting += "\n";
    if (target.waiting.length >= CHUNK) this.send(target);
  }

  private send(target: Target): void {
    target.full = !target.stream.write(target.waiting);
    target.waiting = "";
  }

  /** Waits until the database has taken enough for more to be written. */
  async settle(): Promise<void> {
    for (const target of this.targets.values()) {
      if (this.failure) throw this.failure;
      if (!target.full) continue;
      await once(target.stream, "drain");
      target.full = false;
    }
  }

  /** Sends the rest and ends every COPY. */
  async close(): Promise<void> {
    for (const { client, stream, waiting } of this.targets.values()) {
      if (this.failure) break;
      stream.end(waiting);
      await once(stream, "finish");
      await client.end();
    }
    if (!this.failure) return;
    await Promise.allSettled([...this.targets.values()].map(({ client }) => client.end()));
    throw this.failure;
  }
}

/** A cell as COPY's text format wants it. */
function written(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "\\N";
  if (typeof cell === "string") return escaped(cell);
  if (typeof cell === "number") return String(cell);
  if (typeof cell === "boolean") return cell ? "t" : "f";
  if (Buffer.isBuffer(cell)) return `\\\\x${cell.toString("hex")}`;
  return escaped(`{${cell.join(",")}}`);
}

const escaped = (text: string) =>
  /[\\\t\n\r]/.test(text)
    ? text.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n").replaceAll("\r", "\\r")
    : text;
