import type { Staff } from "./accounts";
import type { Doer } from "./entries";
import type { Person } from "./people";
import type { PlaceRow, Places } from "./places";
import type { Chance } from "./random";

/** Who acts for a place. */
export class Doers {
  constructor(
    private readonly chance: Chance,
    readonly staff: Staff,
    private readonly places: Places,
  ) {}

  /** One of the two city officers; what one of them registered, the other decides. */
  city(other?: Doer): Doer {
    const [first, second] = this.staff.city;
    const account = other?.account === first || (other?.account !== second && this.chance.is(0.5)) ? second : first;
    return { account, role: "city", organisation: this.places.bureau.id };
  }

  county(countyId: number): Doer {
    return { account: this.staff.county(countyId), role: "county", organisation: countyId };
  }

  platform(): Doer {
    return { account: this.staff.platform, role: "platform", organisation: this.places.bureau.id };
  }

  /** Who registers what a place hosts, and the teacher that this is. */
  registrar(host: PlaceRow): { doer: Doer; person: Person | null } {
    switch (host.kind) {
      case "city":
        return { doer: this.city(), person: null };
      case "county":
        return { doer: this.county(host.id), person: null };
      case "office":
        return { doer: { account: this.staff.host(host.id), role: "host", organisation: host.id }, person: null };
      case "school": {
        const { account, person } = this.staff.registrar(host.id);
        return { doer: { account, role: "school", organisation: host.id }, person };
      }
      default:
        return host.kind satisfies never;
    }
  }
}
