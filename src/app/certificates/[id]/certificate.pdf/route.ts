import { certificatePdf } from "@/app/_certificates/documents";

export const GET = certificatePdf;
