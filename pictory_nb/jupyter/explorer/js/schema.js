// What an operation may be told: a JSON Schema, a value to begin with, and what of it says something.
// @ts-check

/**
 * @typedef {{ type?: string, enum?: any[], const?: any, properties?: Record<string, Schema>, required?: string[], items?: Schema,
 *             anyOf?: Schema[], oneOf?: Schema[], $ref?: string, $defs?: Record<string, Schema>, description?: string,
 *             minimum?: number, maximum?: number, exclusiveMinimum?: number, maxLength?: number, example?: any,
 *             additionalProperties?: any }} Schema
 */

/** What a schema means where it refers to another. @param {Schema} schema @param {Record<string, Schema>} defs @returns {Schema} */
export function meant(schema, defs) {
  const name = schema.$ref?.split("/").pop();
  return name && defs[name] ? { ...meant(defs[name], defs), ...Object.fromEntries(Object.entries(schema).filter(([key]) => key !== "$ref")) } : schema;
}

/** The kinds that a value may be of, where there are several. @param {Schema} schema @param {Record<string, Schema>} defs */
export const kinds = (schema, defs) => (schema.anyOf || schema.oneOf || []).map((each) => meant(each, defs));

/** What a kind is called in a list of them. @param {Schema} schema */
export function called(schema) {
  const type = schema.properties?.type;
  return type?.const ?? type?.enum?.join(" or ") ?? schema.const ?? ({ array: "a list", string: "a text", number: "a number", integer: "a number", boolean: "yes or no" }[schema.type || ""] || "an object");
}

/** A value to begin with. @param {Schema} raw @param {Record<string, Schema>} defs @returns {any} */
export function fresh(raw, defs) {
  const schema = meant(raw, defs);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const several = kinds(schema, defs);
  if (several.length) return fresh(several[0], defs);
  if (schema.type === "array") return [];
  if (schema.type === "boolean") return true;
  if (schema.type === "number" || schema.type === "integer") return schema.minimum ?? schema.exclusiveMinimum ?? 0;
  if (schema.type === "object" || schema.properties) {
    const must = Object.entries(schema.properties || {}).filter(([name, each]) => schema.required?.includes(name) || each.const !== undefined);
    return Object.fromEntries(must.map(([name, each]) => [name, fresh(each, defs)]));
  }
  return "";
}

/** Which of several kinds a value is of. @param {any} value @param {Schema[]} several @param {Record<string, Schema>} defs */
export function kindOf(value, several, defs) {
  const type = Array.isArray(value) ? "array" : typeof value;
  const found = several.findIndex((schema) => {
    if (type !== "object" || value === null) return schema.type === type || (type === "number" && schema.type === "integer");
    const said = schema.properties?.type;
    const named = said && (said.const !== undefined ? [said.const] : said.enum);
    return named ? named.includes(value.type) : schema.type === "object" || Boolean(schema.properties);
  });
  return Math.max(0, found);
}

/** What is left of a value when what says nothing is left out: texts nobody wrote, and lists of nothing. @param {any} value @returns {any} */
export function pruned(value) {
  if (Array.isArray(value)) return value.map(pruned);
  if (value === null || typeof value !== "object") return value;
  const left = Object.entries(value).map(([name, inner]) => [name, pruned(inner)]);
  return Object.fromEntries(left.filter(([, inner]) => inner !== undefined && inner !== "" && !(Array.isArray(inner) && !inner.length)));
}

/** What a value may be, in a few words. @param {Schema} schema */
export function hinted(schema) {
  const { minimum: least, maximum: most, exclusiveMinimum: over } = schema;
  const range = least !== undefined && most !== undefined ? `${least} to ${most}` : least !== undefined ? `${least} or more` : over !== undefined ? `more than ${over}` : most !== undefined ? `up to ${most}` : "";
  const long = schema.maxLength && schema.maxLength < 5000 ? `up to ${schema.maxLength} characters` : "";
  return [schema.description?.split("\n")[0], range, long].filter(Boolean).join(", ");
}
