import type { Messages } from "../zh-CN";

export const teacher: Messages["teacher"] = {
  title: "My credits",
  cycle: (name, left) => `${name}, ${left}`,
  yearsLeft: (years, days) => {
    const daysLeft = `${days} ${days === 1 ? "day" : "days"} left`;
    return years > 0 ? `${years} ${years === 1 ? "year" : "years"} and ${daysLeft}` : daysLeft;
  },
  cycleOver: "the cycle is over",
  missing: (credits) => `${credits} credits to go`,
  missingOnlineOnly: (credits) => `${credits} online school-based credits to go`,
  complete: "You have completed this cycle",
  owesNothing: "You owe nothing in this cycle",
  owesNothingLead: "No year of this cycle counts as a year of duty for you. Credits that were registered stay below.",
  ofWhichOnline: (credits) =>
    `${credits} of them online school-based training, which only the online platform can give.`,
  deemedDegree: "Degree upgrade: the cycle is deemed complete.",
  deemedOnline: (real) => `Online school-based training is deemed complete with it (${real} credits really earned).`,
  onlineStillOwed: "Online school-based training is still to be done.",
  dutyYears: (years, total, online) =>
    `Your duty counts the years on post: ${years}; ${total} credits in all, ${online} of them online school-based.`,
  posted: (has, required) => `Posted ${has} / ${required}`,
  pending: (credits) => `under review ${credits}`,
  onlineMeter: (has, required) => `Online school-based ${has} / ${required}`,
  onlineDeemed: (deemed) => `${deemed} deemed by support teaching`,
  onlineRule: (ofYear) => `${ofYear} a year, nothing replaces it`,
  totalMeterLabel: (has, pending, required) => `${has} credits posted, ${pending} under review, ${required} required`,
  onlineMeterLabel: (has, required) => `${has} online school-based credits, ${required} required`,
  years: "By year",
  otherCredits: "Trainings and special credits",
  onlineCredits: "Online school-based training",
  next: "Next steps",
  open: (count) => `${count} under way`,
  settled: (count) => `${count} posted or kept on record`,
  ended: (count) => `${count} refused, withdrawn or revoked`,
  all: (count) => `All ${count}`,
  allTitle: "All credits",
  counted: (credits) => `counts ${credits}`,
  recordedCounted: (recorded, counted) => `registered ${recorded}, counts ${counted}`,
  lost: (credits) => `${credits} credits do not count: see why`,
  returnedToYou: "Returned to you: please mend and submit again",
  none: "No credits yet.",
  noneHint:
    "Online school-based training and trainings that their hosts register appear here by themselves; a MOOC or a degree is yours to declare.",
  declare: "Declare a special credit",
  declareTitle: "Declare a special credit",
  declareLead:
    "There are two special credits: 中国大学MOOC courses and degree upgrades. Other trainings are registered by their hosts; you need not declare them.",
  chooseKind: "What do you want to declare?",
  entryTitle: "Credit",
  mend: "Mend and submit again",
  mendTitle: "Mend and submit again",
  withdraw: "Withdraw",
  withdrawHint: "Withdrawing ends this claim; its certificate number can be used again.",
  withdrawSure: "Withdraw this claim",
  saved: "Submitted. Below you see who holds it.",
  greeting: (name, school) => `${name} · ${school}`,
};
