import { certificateCredential } from "@/app/_certificates/documents";

export const GET = certificateCredential;
