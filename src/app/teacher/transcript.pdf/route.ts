import { ownTranscript } from "@/app/_transcripts/answer";

export const GET = ownTranscript;
