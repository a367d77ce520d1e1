import { PrismaPg } from "@prisma/adapter-pg";
import {
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import pg from "pg";

const INTERNAL_CHAR = 18;
const TEXT = 25;

/**
 * A client that reports PostgreSQL's internal one-byte type as text: the catalog is full of it, and the adapter refuses
 * to read a column of that type, so that describing a database would fail.
 */
class CatalogClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg declares eleven overloads; this passes each of them on unchanged
  override query(...args: any[]): any {
    const answer = (super.query as (...rest: unknown[]) => unknown).apply(this, args);
    return answer instanceof Promise ? answer.then(withoutInternalChar) : answer;
  }
}

function withoutInternalChar<Answer extends { fields?: pg.FieldDef[] }>(answer: Answer): Answer {
  for (const field of answer.fields ?? []) if (field.dataTypeID === INTERNAL_CHAR) field.dataTypeID = TEXT;
  return answer;
}

/**
 * What the schema engine talks to PostgreSQL through. Prisma's own factory serves queries, not migrations: it cuts a
 * script at every semicolon, which breaks function bodies, and its shadow database can be the real one.
 */
export class MigrationAdapterFactory implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = "postgres";
  readonly adapterName = "@prisma/adapter-pg";

  constructor(private readonly url: string) {}

  connect(): Promise<SqlDriverAdapter> {
    return open(this.url);
  }

  /** An empty database beside the real one, in which the engine replays the history; dropped when it is disposed of. */
  async connectToShadowDb(): Promise<SqlDriverAdapter> {
    const shadow = await createShadow(this.url);
    const adapter = await open(shadow.url);
    const close = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await close();
      await shadow.drop();
    };
    return adapter;
  }
}

async function open(url: string): Promise<SqlDriverAdapter> {
  const pool = new pg.Pool({ connectionString: url, max: 1, Client: CatalogClient });
  // An idle connection that dies must not end the process: the next statement reports it.
  pool.on("error", () => {});
  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (error) {
      throw asAdapterError(error);
    }
  };
  return adapter;
}

function asAdapterError(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  return new DriverAdapterError({
    kind: "postgres",
    code: error.code ?? "XX000",
    severity: error.severity ?? "ERROR",
    message: error.message,
    detail: error.detail,
    column: error.column,
    hint: error.hint,
    originalCode: error.code,
    originalMessage: error.message,
  });
}

/** Creates an empty database with a name of its own on the server of `url`. */
export async function createShadow(url: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `shadow_${crypto.randomUUID().replaceAll("-", "")}`;
  const shadowUrl = new URL(url);
  shadowUrl.pathname = `/${name}`;
  await execute(url, `create database "${name}" template template0`);
  return { url: shadowUrl.href, drop: () => execute(url, `drop database if exists "${name}" with (force)`) };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
