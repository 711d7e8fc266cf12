export declare const oldestNode: () => string;
export declare const isSupported: (version: string, oldest?: string) => boolean;
export declare const hasPackage: (platform?: string, arch?: string) => boolean;
export declare const npmCommand: () => [program: string, args: readonly string[]];
export declare const linkNode: (root: string, binary?: string) => void;
