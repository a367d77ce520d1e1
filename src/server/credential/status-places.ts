/** The standard wants 131,072 at least, so that a place tells nobody who holds it; a city fills more in the cycles to come. */
export const STATUS_PLACES = 1_048_576;
