/** OpenAPI operations as TypeScript: a type for what each one takes and answers, and a table of how it is called. */

type Schema = {
  $ref?: string;
  description?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: boolean | Schema;
};

type Parameter = { name: string; in: 'path' | 'query'; required: boolean; schema: Schema };

type Content = { content?: Record<string, { schema: Schema }> };

type Operation = {
  operationId: string;
  summary: string;
  parameters: (Parameter | { $ref: string })[];
  requestBody?: Content & { required: boolean };
  responses: Record<string, Content>;
};

const schemaPath = '#/components/schemas/';

/** The generated file's text. */
export function printOperations(document: object): string {
  const { paths, components } = document as {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, Schema> };
  };
  const operations = Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        path,
        method: method.toUpperCase(),
        operation,
      })),
    )
    .sort((a, b) => (a.operation.operationId < b.operation.operationId ? -1 : 1));
  const used = JSON.stringify([paths, components.schemas]);
  const shared = Object.entries(components.schemas).filter(([name]) =>
    used.includes(`"${schemaPath}${name}"`),
  );
  const types = operations.map(({ operation }) => printType(operation));
  const table = operations.map(
    ({ path, method, operation }) => `  ${operation.operationId}: { method: '${method}', path: '${path}' },`,
  );
  return [
    '// Generated from the OpenAPI document by `npm run sdk`. Do not edit.',
    '',
    ...shared.flatMap(([name, { description, ...schema }]) => [
      `/** ${description ?? name} */`,
      `export type ${name} = ${printSchema(schema)};`,
      '',
    ]),
    '/** What each operation takes and answers. */',
    'export type Operations = {',
    ...types,
    '};',
    '',
    '/** How each operation is called. */',
    'export const operations = {',
    ...table,
    '} as const satisfies Record<keyof Operations, { method: string; path: string }>;',
    '',
  ].join('\n');
}

function printType(operation: Operation): string {
  const parameters = operation.parameters.filter((parameter): parameter is Parameter => 'in' in parameter);
  const body = operation.requestBody?.content?.['application/json']?.schema;
  const success = Object.entries(operation.responses).find(([status]) => status !== 'default')?.[1];
  const output = success?.content?.['application/json']?.schema;
  const lines = [
    `  /** ${operation.summary} */`,
    `  ${operation.operationId}: {`,
    `    params: ${printFields(parameters.filter((parameter) => parameter.in === 'path'))};`,
    `    query: ${printFields(parameters.filter((parameter) => parameter.in === 'query'))};`,
    `    body: ${body ? printSchema(body) + (operation.requestBody?.required ? '' : ' | undefined') : 'undefined'};`,
    `    output: ${output ? printSchema(output) : 'undefined'};`,
    '  };',
  ];
  return lines.join('\n');
}

function printFields(parameters: Parameter[]): string {
  const fields = parameters.map(
    ({ name, required, schema }) => `${name}${required ? '' : '?'}: ${printSchema(schema)}`,
  );
  return fields.length === 0 ? '{}' : `{ ${fields.join('; ')} }`;
}

/** A JSON schema as a TypeScript type: shapes only, what a type can't say (lengths, patterns) is left to the server. */
function printSchema(schema: Schema): string {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (schema.$ref !== undefined) return schema.$ref.replace(schemaPath, '');
  if (alternatives) return alternatives.map(printSchema).join(' | ');
  if (schema.allOf) return schema.allOf.map(printSchema).join(' & ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (Array.isArray(schema.type))
    return schema.type.map((type) => printSchema({ ...schema, type })).join(' | ');
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `Array<${printSchema(schema.items ?? {})}>`;
    case 'object':
      return printObject(schema);
    default:
      return 'unknown';
  }
}

function printObject(schema: Schema): string {
  const { properties, additionalProperties } = schema;
  if (!properties || Object.keys(properties).length === 0) {
    const values = typeof additionalProperties === 'object' ? printSchema(additionalProperties) : 'unknown';
    return `Record<string, ${values}>`;
  }
  const fields = Object.entries(properties).map(
    ([name, part]) =>
      `${JSON.stringify(name)}${schema.required?.includes(name) ? '' : '?'}: ${printSchema(part)}`,
  );
  return `{ ${fields.join('; ')} }`;
}
