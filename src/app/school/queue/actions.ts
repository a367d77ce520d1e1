"use server";

import { decideAction } from "@/app/_review/decide-action";

export const decide = decideAction("school", "/school/queue");
