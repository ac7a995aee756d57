/** The attributes of customers that the workspace defines. */
export { AttributesScreen } from './attributes-screen.tsx';
