import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQueryable,
} from "@prisma/driver-adapter-utils";
import pg from "pg";
import { withConnection } from "./connection";

const INTERNAL_CHAR = 18;
const INTERNAL_CHAR_ARRAY = 1002;

/**
 * The catalog is full of PostgreSQL's internal one-byte type. The engine wants it as a character, but the adapter refuses
 * to read it. So this client announces it as an array of that type, which the adapter lets pass and no query of the
 * engine really returns, and `asCharacters` gives it its right name.
 */
class CatalogClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg declares eleven overloads; this passes each of them on
  override query(...args: any[]): any {
    const callback = args.at(-1);
    // The pool asks with a callback, a transaction awaits.
    if (typeof callback === "function")
      args[args.length - 1] = (error: unknown, answer?: Answer) => callback(error, answer && announcedAsArray(answer));
    const answer = (super.query as (...rest: unknown[]) => unknown).apply(this, args);
    return answer instanceof Promise ? answer.then(announcedAsArray) : answer;
  }
}

type Answer = { fields?: pg.FieldDef[] };

function announcedAsArray(answer: Answer): Answer {
  for (const field of answer.fields ?? [])
    if (field.dataTypeID === INTERNAL_CHAR) field.dataTypeID = INTERNAL_CHAR_ARRAY;
  return answer;
}

function asCharacters<Queryable extends SqlQueryable>(queryable: Queryable): Queryable {
  const queryRaw = queryable.queryRaw.bind(queryable);
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const { Character, CharacterArray } = ColumnTypeEnum;
    return { ...result, columnTypes: result.columnTypes.map((type) => (type === CharacterArray ? Character : type)) };
  };
  return queryable;
}

/**
 * What the schema engine talks to PostgreSQL through. Prisma's own factory serves queries, not migrations: it cuts a
 * script at every semicolon, which breaks function bodies, and its shadow database can be the real one.
 */
export class MigrationAdapterFactory implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = "postgres";
  readonly adapterName = "@prisma/adapter-pg";

  readonly #url: string;
  readonly #closers: (() => Promise<void>)[] = [];

  constructor(url: string) {
    this.#url = url;
  }

  async connect(): Promise<SqlDriverAdapter> {
    return this.#kept(await open(this.#url), async () => {});
  }

  /** An empty database beside the real one, in which the engine replays the history. */
  async connectToShadowDb(): Promise<SqlDriverAdapter> {
    const shadow = await createShadow(this.#url);
    return this.#kept(await open(shadow.url), shadow.drop);
  }

  /** Ends what the engine leaves open: it never closes its main connection. */
  async close(): Promise<void> {
    for (const close of this.#closers) await close();
  }

  #kept(adapter: SqlDriverAdapter, after: () => Promise<void>): SqlDriverAdapter {
    const dispose = adapter.dispose.bind(adapter);
    let closing: Promise<void> | undefined;
    adapter.dispose = () => {
      closing ??= dispose().then(after);
      return closing;
    };
    this.#closers.push(adapter.dispose);
    return adapter;
  }
}

async function open(url: string): Promise<SqlDriverAdapter> {
  const pool = new pg.Pool({ connectionString: url, max: 1, Client: CatalogClient });
  // An idle connection that dies must not end the process: the next statement reports it.
  pool.on("error", () => {});
  const adapter = asCharacters(await new PrismaPg(pool, { disposeExternalPool: true }).connect());
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (isolationLevel) => asCharacters(await startTransaction(isolationLevel));
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
  await withConnection(url, (client) => client.query(statement));
}
