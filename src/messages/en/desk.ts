import type { Messages } from "../zh-CN";

/** Urging and deputies. */
export const desk: Messages["desk"] = {
  urge: "Urge",
  urgeHint: (office) => `It has waited for long. ${office} gets a message; you can urge it again after 7 days.`,
  urged: "Urged",
  urgedOn: (at) => `Urged ${at}`,
  urgeDone: "Urged. They get a message.",

  deputyTitle: (place) => `${place} · Deputies`,
  deputyLead:
    "For the days of an absence you can name somebody who acts for you. After signing in the deputy switches to your role; each step is recorded under the deputy's own name.",
  fields: { deputy: "Deputy", fromDay: "First day", toDay: "Last day" },
  deputyHint: "A colleague, or somebody of a subordinate or superior office",
  choose: "Please choose",
  nameDeputy: "Name the deputy",
  nobody: "There is nobody whom you could name. Please ask your superior's administrator to add an account first.",
  named: "Named. The deputy gets a message.",
  ended: "The deputy's time has ended.",
  own: "Deputies that I named",
  ownNone: "You have not named a deputy yet.",
  days: (from, to) => (from === to ? from : `${from} to ${to}`),
  states: { coming: "Not begun", running: "Acting", over: "Over" },
  end: "End it",
  endHint: (name) => `${name} can't act for you any more, at once. What was done stays.`,
  forOthers: "Those who asked me",
  forOther: (name, place) => `${name} · ${place}`,
  actNow: (place) => `Switch to ${place}`,
};
