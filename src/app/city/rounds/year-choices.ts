/** Each year of the cycles, to choose from. */
export const yearChoices = (cycles: readonly { fromYear: number; toYear: number }[]) =>
  cycles.flatMap(({ fromYear, toYear }) =>
    Array.from({ length: toYear - fromYear + 1 }, (_, index) => {
      const value = String(fromYear + index);
      return { value, label: value };
    }),
  );
