import { transcriptFor } from "@/app/_transcripts/answer";

export const GET = transcriptFor("county");
