import type postgres from "postgres";

/**
 * Gives the project's login roles the local password. Migrations make the roles without one; a hosted
 * project sets real ones by hand. `admin` connects as supabase_admin.
 */
export async function setLocalPasswords(admin: postgres.Sql): Promise<void> {
  await admin.unsafe(`do $$
    declare
      login text;
    begin
      for login in select rolname from pg_catalog.pg_roles where rolname like 'mall\\_%' and rolcanlogin loop
        execute format('alter role %I password %L', login, 'postgres');
      end loop;
    end $$`);
}
