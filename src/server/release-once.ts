import type { Pool, PoolClient } from "pg";

type Release = PoolClient["release"];

/**
 * Lets the queue's library let go of a connection twice: it does so when its listening connection is lost in the moment in
 * which the shift ends, awaits neither, and the pool's complaint would end the process.
 */
export function releaseOnce(pool: Pool): Pool {
  return pool.on("acquire", (client) => {
    let given: Release = () => {};
    Object.defineProperty(client, "release", {
      configurable: true,
      get: () => given,
      // The pool sets it anew for each borrower.
      set(release: Release) {
        let released = false;
        given = (error) => {
          if (released) return;
          released = true;
          release(error);
        };
      },
    });
  });
}
