import type postgres from "postgres";

const most_sessions = 16;

/**
 * Sessions of one login, the first free one used first. A pool of the driver's goes round all that a race once opened,
 * so that each of them plans anew what the first one knows already.
 */
export class WarmSessions {
  #sessions: { sql: postgres.Sql; under_way: number }[] = [];

  constructor(private readonly open: () => postgres.Sql) {}

  async use<T>(work: (session: postgres.Sql) => Promise<T>): Promise<T> {
    const session = this.#free();
    session.under_way++;
    try {
      return await work(session.sql);
    } finally {
      session.under_way--;
    }
  }

  async end(options: { timeout: number }): Promise<void> {
    await Promise.all(this.#sessions.map(({ sql }) => sql.end(options)));
  }

  /** One that waits for nothing; else a new one; else the one that has least to do. */
  #free() {
    const free = this.#sessions.find(({ under_way }) => under_way === 0);
    if (free) return free;
    if (this.#sessions.length < most_sessions) {
      const session = { sql: this.open(), under_way: 0 };
      this.#sessions.push(session);
      return session;
    }
    return this.#sessions.reduce((least, each) => each.under_way < least.under_way ? each : least);
  }
}
