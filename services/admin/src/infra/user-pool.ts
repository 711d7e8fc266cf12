import type { hardeningOf } from '@tenantry/shared/deployment/hardening';
import { CONFIRMED_EMAIL } from '@tenantry/shared/deployment/sign-in';

/** Super admins and operators: nobody signs up, and temporary passwords count for three days. As a resource of the template. */
export const userPoolOf = (UserPoolName: string, { deletionProtection, mfa }: ReturnType<typeof hardeningOf>) => ({
  Type: 'AWS::Cognito::UserPool',
  DeletionPolicy: 'RetainExceptOnCreate',
  UpdateReplacePolicy: 'Retain',
  Properties: {
    UserPoolName,
    UsernameAttributes: ['email'],
    ...CONFIRMED_EMAIL,
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    DeletionProtection: deletionProtection ? 'ACTIVE' : 'INACTIVE',
    MfaConfiguration: mfa,
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    Policies: {
      PasswordPolicy: {
        MinimumLength: 12,
        RequireLowercase: true,
        RequireUppercase: true,
        RequireNumbers: true,
        RequireSymbols: true,
        TemporaryPasswordValidityDays: 3,
      },
    },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
  },
});
