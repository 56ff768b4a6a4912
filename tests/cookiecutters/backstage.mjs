// Holds catalog entities (a list, as JSON on standard input) against Backstage's own rules, as its
// catalog does when it reads a file. Prints one line for each that it would not take.
import { readFileSync } from "node:fs";
import * as model from "@backstage/catalog-model";

const KINDS = {
  API: model.apiEntityV1alpha1Validator,
  Component: model.componentEntityV1alpha1Validator,
  Resource: model.resourceEntityV1alpha1Validator,
  System: model.systemEntityV1alpha1Validator,
};
const POLICIES = [
  new model.SchemaValidEntityPolicy(),
  new model.DefaultNamespaceEntityPolicy(),
  new model.NoForeignRootFieldsEntityPolicy(),
  new model.FieldFormatEntityPolicy(),
];

for (const entity of JSON.parse(readFileSync(0, "utf-8"))) {
  try {
    let read = entity;
    for (const policy of POLICIES) read = (await policy.enforce(read)) ?? read;
    if (!(await KINDS[entity.kind].check(read))) throw new Error("not of a version that it knows");
    const references = ["owner", "system", "dependsOn", "providesApis"];
    for (const reference of references.flatMap((key) => entity.spec[key] ?? [])) {
      model.parseEntityRef(reference, { defaultKind: "system", defaultNamespace: "default" });
    }
  } catch (error) {
    console.log(`${entity.kind} ${entity.metadata?.name}: ${error.message}`);
  }
}
