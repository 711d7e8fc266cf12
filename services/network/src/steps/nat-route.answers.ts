import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('network.natRoute', [
  {
    direction: 'forward',
    call: 'ec2.CreateRoute',
    answer: { code: 'InvalidNatGatewayID.NotFound', message: "The natGateway ID 'nat-1' does not exist" },
    source: 'https://github.com/kubernetes/kops/issues/995',
    follows: { kind: 'waits', reason: 'to be found by its route' },
  },
]);
