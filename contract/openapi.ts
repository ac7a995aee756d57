/** The API's description (OpenAPI 3.1), made from the contract alone. */
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { apiPrefix, endpoints } from './endpoints.ts';
import { problemDetails, problems } from './errors.ts';

type Json = Record<string, unknown>;

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, $defs: __, ...rest } = asJsonSchema(schema, io);
  return rest;
};

/** As JSON schema; what has an id is named where it is used. */
function asJsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json & { $defs?: Json } {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  return JSON.parse(JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/'));
}

/** Schemas that have an id are described once, for all who use them. */
function sharedSchemas(): Json {
  const shared: Json = {};
  for (const { body } of Object.values<Endpoint>(endpoints)) {
    if (body) Object.assign(shared, asJsonSchema(body, 'input').$defs);
  }
  return shared;
}

/** The document that `/api/openapi.json` answers. */
export function openApiDocument(publicUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of Object.values<Endpoint>(endpoints)) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rapport',
      version: '1',
      description:
        'Everything that Rapport can do. Every refusal is a problem document (RFC 9457) with a stable code.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl + apiPrefix }],
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of a member.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'rapport.session_token',
          description: "A member's session.",
        },
        visitor: { type: 'http', scheme: 'bearer', description: "A visitor's token." },
      },
      schemas: { ...sharedSchemas(), Problem: jsonSchema(problemDetails, 'output') },
      responses: { Problem: problemResponse() },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          description: 'A request repeated with the same key is answered with what it was answered first.',
          schema: { type: 'string', minLength: 1, maxLength: 200 },
        },
      },
    },
    paths,
  };
}

function problemResponse(): Json {
  const codes = Object.entries(problems).map(
    ([code, { status, title }]) => `\`${code}\` (${status}): ${title}`,
  );
  return {
    description: `The request was refused.\n\n${codes.join('\n')}`,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

function operation(endpoint: Endpoint): Json {
  const success: Json = { description: endpoint.summary };
  if (endpoint.output)
    success.content = { 'application/json': { schema: jsonSchema(endpoint.output, 'output') } };
  const body = endpoint.takesBytes
    ? { content: { 'application/octet-stream': {} } }
    : endpoint.body && { content: { 'application/json': { schema: jsonSchema(endpoint.body, 'input') } } };
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    security: security(endpoint),
    parameters: parameters(endpoint),
    ...(body ? { requestBody: { required: !endpoint.body?.safeParse(undefined).success, ...body } } : {}),
    responses: {
      ...(endpoint.knownStatus ? { [endpoint.knownStatus]: success } : {}),
      [endpoint.status]: success,
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function security(endpoint: Endpoint): Json[] {
  switch (endpoint.access) {
    case 'public':
      return [];
    case 'visitor':
      return [{ visitor: [] }];
    case 'signed-in':
      return [{ session: [] }];
    default:
      return [{ apiKey: [] }, { session: [] }];
  }
}

function parameters(endpoint: Endpoint): Json[] {
  const found = [...fields(endpoint.params, 'path'), ...fields(endpoint.query, 'query')];
  const once = endpoint.method !== 'GET' && endpoint.access !== 'public';
  return once ? [...found, { $ref: '#/components/parameters/IdempotencyKey' }] : found;
}

function fields(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Json;
    required?: string[];
  };
  return Object.entries(properties).map(([name, part]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: part,
  }));
}
