/** Nothing the actor may see has this id: another school's entry and one that never was are the same answer. */
export class NotFound extends Error {
  override name = "NotFound";
}

/** The actor's role may not do this at all. */
export class Forbidden extends Error {
  override name = "Forbidden";
}

/** The session is over: signed out, disabled, a changed password or role. */
export class SessionEnded extends Error {
  override name = "SessionEnded";
}

/** Somebody was quicker. Says what happened instead, by whom and when, so that the person can be told. */
export class Conflict extends Error {
  override name = "Conflict";
  constructor(readonly happened: { action: string; byName: string; byOrganisation: string; at: Date }) {
    super(`already handled: ${happened.action}`);
  }
}

/** The cycle is closed: the database itself refuses to change anything of it, whoever asks. */
export class CycleClosed extends Error {
  override name = "CycleClosed";
}
