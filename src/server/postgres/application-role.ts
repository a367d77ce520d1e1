import { withConnection } from "./connection";

/** The role that the web process signs in as; the migrations make it and say what it may do. */
const APPLICATION_ROLE = "credit_bank_app";

/**
 * Lets the application's role sign in with this password.
 * @param ownerUrl the database as its owner
 * @returns the same database as the application
 */
export async function admitApplication(ownerUrl: string, password: string): Promise<string> {
  await withConnection(ownerUrl, async (client) => {
    const secret = client.escapeLiteral(password);
    await client.query(`alter role ${client.escapeIdentifier(APPLICATION_ROLE)} login password ${secret}`);
  });
  const url = new URL(ownerUrl);
  url.username = APPLICATION_ROLE;
  url.password = encodeURIComponent(password);
  return url.href;
}

/**
 * Why the role of this address may not serve the application: row-level security is its second wall, and it holds
 * nobody who owns the tables, is a superuser or bypasses it, nor anybody who can become such a role.
 * @returns one sentence, or undefined when the role is right
 */
export async function roleProblem(applicationUrl: string): Promise<string | undefined> {
  const [role] = await withConnection(applicationUrl, async (client) => {
    const { rows } = await client.query<{ name: string; superuser: boolean; bypasses: boolean; owns: boolean }>(`
      with mine as (select * from pg_roles r where pg_has_role(session_user, r.oid, 'MEMBER'))
      select session_user as name, bool_or(rolsuper) as superuser, bool_or(rolbypassrls) as bypasses,
        exists (select from pg_class c join mine on mine.oid = c.relowner where c.relnamespace = 'public'::regnamespace)
          or exists (select from pg_database d join mine on mine.oid = d.datdba where d.datname = current_database()) as owns
      from mine`);
    return rows;
  });
  if (!role) return "APP_DATABASE_URL signs in as a role that is not there.";
  const faults = [
    role.superuser && "is a superuser",
    role.bypasses && "bypasses row-level security",
    role.owns && "owns the tables",
  ];
  const found = faults.filter((fault) => fault !== false);
  if (found.length === 0) return undefined;
  return `APP_DATABASE_URL signs in as «${role.name}», which ${found.join(" and ")}; use ${APPLICATION_ROLE}, which the migrations make.`;
}
